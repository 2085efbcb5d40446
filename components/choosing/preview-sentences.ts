import { primaryLanguage } from '../../lib/reading/language-tag'

/**
 * What a voice says to be tried, in each language of Polly's and of the voices
 * that come with the app: "Hello, this is how my voice sounds when I read", in
 * words that suit a woman's and a man's voice alike.
 */
const SENTENCES: Readonly<Record<string, string>> = {
  af: 'Hallo, só klink my stem wanneer ek vir jou lees.',
  ar: 'مرحبًا، هكذا يبدو صوتي عندما أقرأ لك النص.',
  az: 'Salam, mən ucadan oxuyanda səsim belə səslənir.',
  be: 'Вітаю, вось так гучыць мой голас, калі я чытаю.',
  bg: 'Здравейте, така звучи гласът ми, когато чета на глас.',
  bn: 'হ্যালো, পড়ার সময় আমার কণ্ঠ এমন শোনায়।',
  bs: 'Zdravo, ovako zvuči moj glas kada čitam naglas.',
  ca: 'Hola, així sona la meva veu quan llegeixo en veu alta.',
  cs: 'Dobrý den, takhle zní můj hlas, když čtu nahlas.',
  cy: 'Helo, dyma sut mae fy llais yn swnio wrth ddarllen.',
  da: 'Hej, sådan lyder min stemme, når jeg læser højt.',
  de: 'Hallo, so klingt meine Stimme, wenn ich dir vorlese.',
  el: 'Γεια σας, έτσι ακούγεται η φωνή μου όταν διαβάζω.',
  en: 'Hello, this is how my voice sounds when I read.',
  eo: 'Saluton, tiel sonas mia voĉo, kiam mi legas laŭte.',
  es: 'Hola, así suena mi voz cuando leo en voz alta.',
  et: 'Tere, nii kõlab minu hääl, kui ma valjusti loen.',
  eu: 'Kaixo, horrelakoa da nire ahotsa ozen irakurtzen dudanean.',
  fa: 'سلام، صدای من هنگام خواندن متن این‌گونه شنیده می‌شود.',
  fi: 'Hei, tältä ääneni kuulostaa, kun luen sinulle ääneen.',
  fr: 'Bonjour, voici comment sonne ma voix quand je lis.',
  ga: 'Dia duit, seo é mo ghuth nuair a bhím ag léamh.',
  gu: 'નમસ્તે, વાંચતી વખતે મારો અવાજ આવો સંભળાય છે.',
  hi: 'नमस्ते, पढ़ते समय मेरी आवाज़ ऐसी सुनाई देती है।',
  hr: 'Dobar dan, ovako zvuči moj glas dok čitam naglas.',
  hu: 'Jó napot, így szól a hangom, amikor felolvasok önnek.',
  hy: 'Բարև ձեզ, այսպես է հնչում իմ ձայնը, երբ կարդում եմ։',
  id: 'Halo, beginilah suara saya ketika membacakan teks untuk Anda.',
  is: 'Halló, svona hljómar röddin mín þegar ég les upphátt.',
  it: 'Ciao, ecco come suona la mia voce quando leggo.',
  ja: 'こんにちは。私が朗読すると、こんな声になります。',
  ka: 'გამარჯობა, ასე ჟღერს ჩემი ხმა, როცა ხმამაღლა ვკითხულობ.',
  kk: 'Сәлеметсіз бе, мен оқығанда дауысым осылай естіледі.',
  kn: 'ನಮಸ್ಕಾರ, ನಾನು ಓದುವಾಗ ನನ್ನ ಧ್ವನಿ ಹೀಗೆ ಕೇಳಿಸುತ್ತದೆ.',
  ko: '안녕하세요, 제가 글을 읽을 때의 목소리는 이렇습니다.',
  la: 'Salve, sic sonat vox mea cum tibi clare lego.',
  lt: 'Sveiki, štai taip skamba mano balsas, kai skaitau garsiai.',
  lv: 'Sveiki, šādi skan mana balss, kad es lasu skaļi.',
  mk: 'Здраво, вака звучи мојот глас кога читам на глас.',
  ml: 'നമസ്കാരം, വായിക്കുമ്പോൾ എന്റെ ശബ്ദം ഇങ്ങനെയാണ് കേൾക്കുക.',
  mr: 'नमस्कार, वाचताना माझा आवाज असा ऐकू येतो.',
  ms: 'Helo, beginilah bunyi suara saya apabila membaca untuk anda.',
  nb: 'Hei, slik høres stemmen min ut når jeg leser.',
  ne: 'नमस्ते, पढ्दा मेरो आवाज यस्तो सुनिन्छ।',
  nl: 'Hallo, zo klinkt mijn stem als ik je voorlees.',
  pa: 'ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਪੜ੍ਹਦੇ ਸਮੇਂ ਮੇਰੀ ਆਵਾਜ਼ ਇਸ ਤਰ੍ਹਾਂ ਸੁਣਦੀ ਹੈ।',
  pl: 'Dzień dobry, tak brzmi mój głos, kiedy czytam na głos.',
  pt: 'Olá, é assim que soa a minha voz quando leio.',
  ro: 'Bună ziua, așa sună vocea mea când citesc cu voce tare.',
  ru: 'Здравствуйте, вот так звучит мой голос, когда я читаю.',
  sk: 'Dobrý deň, takto znie môj hlas, keď čítam nahlas.',
  sl: 'Pozdravljeni, tako zveni moj glas, kadar berem na glas.',
  sq: 'Përshëndetje, kështu tingëllon zëri im kur lexoj për ju.',
  sr: 'Здраво, овако звучи мој глас када читам наглас.',
  sv: 'Hej, så här låter min röst när jag läser.',
  sw: 'Habari, hivi ndivyo sauti yangu inavyosikika ninapokusomea maandishi.',
  ta: 'வணக்கம், நான் படிக்கும்போது என் குரல் இப்படித்தான் ஒலிக்கும்.',
  te: 'నమస్కారం, నేను చదివేటప్పుడు నా గొంతు ఇలా వినిపిస్తుంది.',
  tr: 'Merhaba, yüksek sesle okurken sesim işte böyle duyuluyor.',
  uk: 'Вітаю, ось так звучить мій голос, коли я читаю.',
  ur: 'السلام علیکم، پڑھتے وقت میری آواز ایسی سنائی دیتی ہے۔',
  vi: 'Xin chào, giọng của tôi khi đọc sẽ nghe như thế này.',
  yue: '你好，我讀書俾你聽嗰陣，把聲就係咁樣。',
  zh: '你好，这就是我朗读时的声音，希望你喜欢。',
}

/** Digits are read in the voice's own language, whichever that is. */
const COUNTING = '1, 2, 3, 4, 5.'

/**
 * What a voice of this language says to be tried. The sentence of a voice never
 * changes, so that its clip is made, and billed, once.
 *
 * @param languageCode Polly's or BCP 47: `de-AT`, `cmn-CN`.
 */
export function previewSentence(languageCode: string): string {
  return SENTENCES[primaryLanguage(languageCode)] ?? COUNTING
}
