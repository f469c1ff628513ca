/** Where one question may end and another begin: sentence ends, blanks after a question, and words that add a question. */
const BOUNDARY =
  /(?<=[。!?\n])|(?<=(?:か|の|かな|かしら|かい|ね|けど|が|たい|です|ます|でしょ|て|で)) +|(?=(?:それと|それから|あと(?!で)|あわせて|併せて|ついでに|もう(?:一|1|ひと)つ|また、|加えて))|(?<=(?:方|所|場所|時間|住所|日|法)と)、/;
const ASKS =
  /(か|の|かな|かしら|かい|だい|っけ|でしょう?|よね|ね|たい(の?です(が|けど)?|んですけど)?|さい|欲しい|ほしい|教えて(ください|くれ|ほしい|欲しい)?|プリーズ|よいか|方(も|は|を)?|は|いい|平気|大丈夫|(し|い)て)[。!?、 ]*$|\?|(どう|どこ|いつ|何|なに|なん|いくら|どれ|だれ|誰)/;
const SHORTEST = 4;

/**
 * The separate questions of one message, each with the statements before it (a story comes first, its question last).
 * One element when there is nothing to separate.
 */
export function splitQuestions(text: string): string[] {
  const parts = text
    .split(BOUNDARY)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const questions: string[] = [];
  let story = '';
  for (const part of parts) {
    const whole = story === '' ? part : `${story} ${part}`;
    if (ASKS.test(part) && part.length >= SHORTEST) {
      questions.push(whole);
      story = '';
    } else story = whole;
  }
  if (story !== '') questions.push(questions.length === 0 ? story : `${questions.pop() ?? ''} ${story}`);
  return questions;
}
