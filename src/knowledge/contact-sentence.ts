import type { Pack } from './pack';
import { knownWording, spokenPhone } from './spoken-forms';

/** How to reach a person when the desk itself cannot help, one Japanese sentence; stands in every refusal. */
export function contactSentence({ contacts }: Pack): string {
  const [contact] = contacts;
  if (!contact) return '市の担当窓口にお問い合わせください。';
  return `お急ぎのときは、${contact.name}（電話 ${knownWording(contact.phone, spokenPhone).text}）へお問い合わせください。`;
}
