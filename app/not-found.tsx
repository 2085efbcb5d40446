import { Notice } from '../components/notice'

export default function NotFound() {
  return (
    <Notice title="There is nothing here">
      <p>The address leads nowhere. It may have been cut short on its way to you.</p>
      <p>
        <a href="/">Go to the page that reads aloud</a>
      </p>
    </Notice>
  )
}
