/** Two everyday sentences in each language, by BCP 47 primary tag: what people might paste to have it read. */
export const LANGUAGE_SAMPLES: Readonly<Record<string, readonly [string, string]>> = {
  af: [
    'Ons het gister saam met die kinders strand toe gegaan.',
    'Die winkel op die hoek maak eers nege-uur oop.',
  ],
  ar: ['ذهبنا أمس إلى السوق لشراء الخضار والفواكه.', 'سيبدأ الاجتماع غدًا في الساعة العاشرة صباحًا.'],
  az: [
    'Dünən axşam dostlarımla birlikdə kinoya getdik.',
    'Mağaza səhər saat doqquzda açılır və gec bağlanır.',
  ],
  be: [
    'Учора мы хадзілі ў лес і назбіралі шмат грыбоў.',
    'Цягнік адпраўляецца з другой платформы праз дзесяць хвілін.',
  ],
  bg: [
    'Вчера отидохме на пазара и купихме пресни плодове.',
    'Влакът тръгва от втори коловоз след десет минути.',
  ],
  bn: ['গতকাল আমরা বাজারে গিয়ে তাজা ফল কিনেছি।', 'আগামীকাল সকাল দশটায় সভা শুরু হবে।'],
  ca: [
    'Ahir vam anar al mercat i vam comprar fruita fresca.',
    'El tren surt de la segona via d’aquí a deu minuts.',
  ],
  cs: ['Včera jsme šli na trh a koupili čerstvé ovoce.', 'Vlak odjíždí z druhého nástupiště za deset minut.'],
  cy: [
    'Aethon ni i’r farchnad ddoe a phrynu ffrwythau ffres.',
    'Mae’r trên yn gadael o’r ail blatfform ymhen deg munud.',
  ],
  da: [
    'I går gik vi på markedet og købte frisk frugt.',
    'Toget kører fra spor to om ti minutter, så skynd dig.',
  ],
  de: [
    'Gestern waren wir auf dem Markt und haben frisches Obst gekauft.',
    'Der Zug fährt in zehn Minuten von Gleis zwei ab.',
  ],
  el: [
    'Χθες πήγαμε στην αγορά και αγοράσαμε φρέσκα φρούτα.',
    'Το τρένο αναχωρεί σε δέκα λεπτά από τη δεύτερη γραμμή.',
  ],
  en: [
    'Yesterday we went to the market and bought fresh fruit.',
    'The train leaves from the second platform in ten minutes.',
  ],
  eo: [
    'Hieraŭ ni iris al la merkato kaj aĉetis freŝajn fruktojn.',
    'La trajno foriros de la dua kajo post dek minutoj.',
  ],
  es: [
    'Ayer fuimos al mercado y compramos fruta fresca.',
    'El tren sale de la segunda vía dentro de diez minutos.',
  ],
  et: [
    'Eile käisime turul ja ostsime värskeid puuvilju.',
    'Rong väljub teiselt platvormilt kümne minuti pärast.',
  ],
  eu: [
    'Atzo azokara joan ginen eta fruta freskoa erosi genuen.',
    'Trena hamar minutu barru irtengo da bigarren nasatik.',
  ],
  fa: ['دیروز به بازار رفتیم و میوهٔ تازه خریدیم.', 'قطار ده دقیقهٔ دیگر از سکوی دوم حرکت می‌کند.'],
  fi: [
    'Eilen kävimme torilla ja ostimme tuoreita hedelmiä.',
    'Juna lähtee toiselta raiteelta kymmenen minuutin kuluttua.',
  ],
  fr: [
    'Hier, nous sommes allés au marché et avons acheté des fruits frais.',
    'Le train part de la deuxième voie dans dix minutes.',
  ],
  ga: [
    'Chuamar go dtí an margadh inné agus cheannaíomar torthaí úra.',
    'Fágann an traein ón dara hardán i gceann deich nóiméad.',
  ],
  gu: ['ગઈકાલે અમે બજારમાં જઈને તાજાં ફળો ખરીદ્યાં.', 'આવતીકાલે સવારે દસ વાગ્યે બેઠક શરૂ થશે.'],
  he: ['אתמול הלכנו לשוק וקנינו פירות טריים.', 'הרכבת יוצאת מהרציף השני בעוד עשר דקות.'],
  hi: ['कल हम बाज़ार गए और ताज़े फल खरीदे।', 'बैठक कल सुबह दस बजे शुरू होगी, कृपया समय पर आएँ।'],
  hr: [
    'Jučer smo išli na tržnicu i kupili svježe voće.',
    'Vlak polazi s drugog perona za deset minuta, pa požurite.',
  ],
  hu: [
    'Tegnap elmentünk a piacra, és friss gyümölcsöt vettünk.',
    'A vonat tíz perc múlva indul a második vágányról.',
  ],
  hy: ['Երեկ գնացինք շուկա և թարմ մրգեր գնեցինք։', 'Գնացքը մեկնում է երկրորդ հարթակից տասը րոպեից։'],
  id: [
    'Kemarin kami pergi ke pasar dan membeli buah segar.',
    'Kereta berangkat dari peron kedua sepuluh menit lagi, jadi cepatlah.',
  ],
  is: [
    'Í gær fórum við á markaðinn og keyptum ferska ávexti.',
    'Lestin fer frá öðrum brautarpalli eftir tíu mínútur.',
  ],
  it: [
    'Ieri siamo andati al mercato e abbiamo comprato della frutta fresca.',
    'Il treno parte dal secondo binario tra dieci minuti.',
  ],
  ja: ['昨日、市場へ行って新鮮な果物を買いました。', '電車はあと十分で二番線から出発します。'],
  ka: ['გუშინ ბაზარში წავედით და ახალი ხილი ვიყიდეთ.', 'მატარებელი ათ წუთში მეორე ბაქნიდან გადის.'],
  kk: [
    'Кеше біз базарға барып, жаңа піскен жеміс сатып алдық.',
    'Пойыз он минуттан кейін екінші платформадан жүреді.',
  ],
  kn: ['ನಿನ್ನೆ ನಾವು ಮಾರುಕಟ್ಟೆಗೆ ಹೋಗಿ ತಾಜಾ ಹಣ್ಣುಗಳನ್ನು ಖರೀದಿಸಿದೆವು.', 'ನಾಳೆ ಬೆಳಿಗ್ಗೆ ಹತ್ತು ಗಂಟೆಗೆ ಸಭೆ ಆರಂಭವಾಗುತ್ತದೆ.'],
  ko: ['어제 우리는 시장에 가서 신선한 과일을 샀습니다.', '기차는 십 분 뒤에 이 번 승강장에서 출발합니다.'],
  la: [
    'Heri ad forum ivimus et poma recentia emimus.',
    'Gallia est omnis divisa in partes tres, quarum unam incolunt Belgae.',
  ],
  lt: [
    'Vakar ėjome į turgų ir nusipirkome šviežių vaisių.',
    'Traukinys išvyksta iš antro perono po dešimties minučių.',
  ],
  lv: [
    'Vakar mēs gājām uz tirgu un nopirkām svaigus augļus.',
    'Vilciens atiet no otrā perona pēc desmit minūtēm.',
  ],
  mk: ['Вчера отидовме на пазар и купивме свежо овошје.', 'Возот тргнува од вториот перон за десет минути.'],
  ml: ['ഇന്നലെ ഞങ്ങൾ ചന്തയിൽ പോയി പുതിയ പഴങ്ങൾ വാങ്ങി.', 'നാളെ രാവിലെ പത്തുമണിക്ക് യോഗം തുടങ്ങും.'],
  mr: ['काल आम्ही बाजारात गेलो आणि ताजी फळे विकत घेतली.', 'उद्या सकाळी दहा वाजता बैठक सुरू होणार आहे.'],
  ms: [
    'Semalam kami pergi ke pasar dan membeli buah-buahan segar.',
    'Kereta api akan bertolak dari platform kedua dalam masa sepuluh minit.',
  ],
  nb: [
    'I går gikk vi på torget og kjøpte fersk frukt.',
    'Toget går fra spor to om ti minutter, så du må skynde deg.',
  ],
  ne: ['हिजो हामी बजार गएर ताजा फलफूल किन्यौं।', 'भोलि बिहान दस बजे बैठक सुरु हुनेछ।'],
  nl: [
    'Gisteren gingen we naar de markt en kochten we vers fruit.',
    'De trein vertrekt over tien minuten van het tweede spoor.',
  ],
  pa: ['ਕੱਲ੍ਹ ਅਸੀਂ ਬਾਜ਼ਾਰ ਗਏ ਅਤੇ ਤਾਜ਼ੇ ਫਲ ਖਰੀਦੇ।', 'ਮੀਟਿੰਗ ਕੱਲ੍ਹ ਸਵੇਰੇ ਦਸ ਵਜੇ ਸ਼ੁਰੂ ਹੋਵੇਗੀ।'],
  pl: [
    'Wczoraj poszliśmy na targ i kupiliśmy świeże owoce.',
    'Pociąg odjeżdża z drugiego peronu za dziesięć minut.',
  ],
  pt: [
    'Ontem fomos ao mercado e comprámos fruta fresca.',
    'O trem sai da segunda plataforma daqui a dez minutos.',
  ],
  ro: [
    'Ieri am fost la piață și am cumpărat fructe proaspete.',
    'Trenul pleacă de la linia a doua peste zece minute.',
  ],
  ru: [
    'Вчера мы ходили на рынок и купили свежие фрукты.',
    'Поезд отправляется со второго пути через десять минут.',
  ],
  sk: [
    'Včera sme išli na trh a kúpili sme čerstvé ovocie.',
    'Vlak odchádza z druhého nástupišťa o desať minút.',
  ],
  sl: ['Včeraj smo šli na tržnico in kupili sveže sadje.', 'Vlak odpelje z drugega tira čez deset minut.'],
  sq: [
    'Dje shkuam në treg dhe blemë fruta të freskëta.',
    'Treni niset nga platforma e dytë pas dhjetë minutash.',
  ],
  sr: ['Јуче смо ишли на пијацу и купили свеже воће.', 'Воз полази са другог перона за десет минута.'],
  sv: [
    'I går gick vi till torget och köpte färsk frukt.',
    'Tåget avgår från spår två om tio minuter, så skynda dig.',
  ],
  sw: [
    'Jana tulienda sokoni tukanunua matunda mazuri.',
    'Treni itaondoka kutoka jukwaa la pili baada ya dakika kumi.',
  ],
  ta: ['நேற்று நாங்கள் சந்தைக்குச் சென்று பழங்கள் வாங்கினோம்.', 'நாளை காலை பத்து மணிக்குக் கூட்டம் தொடங்கும்.'],
  te: ['నిన్న మేము మార్కెట్‌కు వెళ్లి తాజా పండ్లు కొన్నాము.', 'రేపు ఉదయం పది గంటలకు సమావేశం ప్రారంభమవుతుంది.'],
  th: ['เมื่อวานเราไปตลาดและซื้อผลไม้สด', 'รถไฟจะออกจากชานชาลาที่สองในอีกสิบนาที'],
  tr: ['Dün pazara gittik ve taze meyve aldık.', 'Tren on dakika sonra ikinci perondan kalkacak.'],
  uk: ['Учора ми ходили на ринок і купили свіжі фрукти.', 'Потяг вирушає з другої колії за десять хвилин.'],
  ur: ['کل ہم بازار گئے اور تازہ پھل خریدے۔', 'ٹرین دس منٹ میں دوسرے پلیٹ فارم سے روانہ ہوگی۔'],
  vi: ['Hôm qua chúng tôi đi chợ và mua trái cây tươi.', 'Tàu sẽ rời ga từ sân ga số hai sau mười phút nữa.'],
  yue: ['噚日我哋去咗街市買咗好多新鮮嘅生果。', '佢話聽日唔得閒，冇時間同我哋食飯。'],
  zh: ['昨天我们去市场买了很多新鲜的水果。', '火車十分鐘後從第二月台出發，請大家準備上車。'],
}
