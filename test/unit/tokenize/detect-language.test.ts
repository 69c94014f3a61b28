import { describe, expect, it } from 'vitest';
import { languageByWords, loadDetector } from '../../../src/tokenize/detect-language.js';

const detect = await loadDetector();

const TEXTS: readonly [string, string][] = [
  ['ar', 'ذهب الأولاد إلى المدرسة في الصباح ثم عادوا إلى البيت بعد أن انتهت الدروس التي كانت طويلة.'],
  ['bn', 'সকালে ছেলেরা স্কুলে গেল এবং পাঠ শেষ হওয়ার পরে তারা আবার বাড়িতে ফিরে এল।'],
  ['bg', 'Сутринта децата отидоха на училище, а след като уроците свършиха, те се върнаха у дома.'],
  ['cs', 'Ráno šly děti do školy a když hodiny skončily, vrátily se zase domů, protože už byla tma.'],
  ['da', 'Om morgenen gik børnene i skole, og da timerne var forbi, kom de hjem igen, fordi det blev mørkt.'],
  ['de', 'Am Morgen gingen die Kinder zur Schule, und als der Unterricht vorbei war, kamen sie wieder nach Hause.'],
  ['el', 'Το πρωί τα παιδιά πήγαν στο σχολείο και το μεσημέρι γύρισαν στο σπίτι.'],
  ['en', 'In the morning the children went to school, and when the lessons were over they came home again.'],
  ['es', 'Por la mañana los niños fueron a la escuela y cuando terminaron las clases volvieron a casa otra vez.'],
  ['fa', 'صبح بچه‌ها به مدرسه رفتند و وقتی که درس‌ها تمام شد دوباره به خانه برگشتند.'],
  ['fi', 'Aamulla lapset menivät kouluun, ja kun tunnit olivat ohi, he tulivat taas kotiin, koska oli jo pimeää.'],
  ['fr', 'Le matin, les enfants sont allés à l’école, et quand les leçons furent finies, ils sont rentrés chez eux.'],
  ['he', 'בבוקר הלכו הילדים לבית הספר, וכשנגמרו השיעורים הם חזרו הביתה.'],
  ['hi', 'सुबह बच्चे स्कूल गए और जब पाठ समाप्त हो गए तो वे फिर से घर आ गए।'],
  ['hu', 'Reggel a gyerekek iskolába mentek, és amikor véget értek az órák, megint hazajöttek, mert már sötét volt.'],
  ['it', 'La mattina i bambini sono andati a scuola e quando le lezioni sono finite sono tornati di nuovo a casa.'],
  ['ja', '朝、子どもたちは学校へ行き、授業が終わると家に帰ってきました。'],
  ['ka', 'დილით ბავშვები სკოლაში წავიდნენ და გაკვეთილების შემდეგ სახლში დაბრუნდნენ.'],
  ['km', 'ពេលព្រឹកក្មេងៗទៅសាលារៀន ហើយត្រឡប់មកផ្ទះវិញ។'],
  ['ko', '아침에 아이들은 학교에 갔고 수업이 끝나자 다시 집으로 돌아왔습니다.'],
  ['nb', 'Om morgenen gikk barna på skolen, og da timene var over, kom de hjem igjen fordi det ble mørkt.'],
  ['nl', 'In de ochtend gingen de kinderen naar school en toen de lessen voorbij waren kwamen ze weer naar huis.'],
  ['pl', 'Rano dzieci poszły do szkoły, a kiedy lekcje się skończyły, wróciły znowu do domu, bo było już ciemno.'],
  ['pt', 'De manhã as crianças foram para a escola e quando as aulas acabaram elas voltaram outra vez para casa.'],
  ['ru', 'Утром дети пошли в школу, а когда уроки закончились, они снова вернулись домой.'],
  ['sv', 'På morgonen gick barnen till skolan, och när lektionerna var slut kom de hem igen eftersom det blev mörkt.'],
  ['sw', 'Asubuhi watoto walikwenda shuleni na baada ya masomo kumalizika walirudi tena nyumbani kwa sababu ilikuwa usiku.'],
  ['th', 'ตอนเช้าเด็กๆ ไปโรงเรียน และเมื่อเรียนเสร็จแล้วก็กลับบ้าน'],
  ['tr', 'Sabah çocuklar okula gitti ve dersler bittiğinde yine eve döndüler çünkü hava artık çok karanlıktı.'],
  ['uk', 'Вранці діти пішли до школи, а коли уроки закінчилися, вони знову повернулися додому.'],
  ['vi', 'Buổi sáng các em đi học và khi tan học thì các em lại trở về nhà vì trời đã tối.'],
  ['zh', '早上孩子们去上学，下课以后他们又回到家里。'],
];

describe('loadDetector', () => {
  it.each(TEXTS)('%s: %s', (language, text) => {
    expect(detect(text.normalize('NFC'))).toEqual({ language, sure: true });
  });

  it.each(['', '   ', '12 + 30 = 42', '???', '12345 67890', 'ok', '😀😀😀', 'x1 y2'])('knows no language of %j', (text) => {
    expect(detect(text)).toEqual({ language: 'none', sure: false });
  });

  it.each(['Minutes 1994', 'Re: pump', 'kernel panic', '東京', 'Москва'])('is not sure of %j', (text) => {
    expect(detect(text).sure).toBe(false);
  });

  it('goes by the script that most of a text is in', () => {
    expect(detect('昨日、新しい iPhone と MacBook を買いました。とても便利です。').language).toBe('ja');
    expect(detect('The Japanese word 東京 means the capital in the east, and that is where they live.').language).toBe('en');
    expect(detect('日本の最高裁判所大法廷判決全文').language).toBe('zh');
    expect(detect('日本の最高裁判所の判決について').language).toBe('ja');
  });

  it('looks at the start and the middle of a long text', () => {
    const title = 'Abstract. '.repeat(3);
    const text = `${title}${'Die Kinder gingen am Morgen zur Schule und kamen nicht wieder nach Hause. '.repeat(1000)}`;
    expect(detect(text)).toEqual({ language: 'de', sure: true });
  });

  it('takes no notice of Arabic vowel signs', () => {
    expect(languageByWords('ذَهَبَ إِلَى المَدْرَسَةِ فِي الصَّبَاحِ ثُمَّ عَادَ مِنْ هُنَا عَلَى الأَقْدَامِ الَّتِي كَانَتْ')).toEqual({ language: 'ar', sure: true });
  });

  it('takes a long text in no time', () => {
    const text = 'e'.repeat(10_000_000);
    const start = performance.now();
    detect(text);
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('languageByWords', () => {
  it('leaves what few function words tell to the detector', () => {
    expect(languageByWords('Spring onions, tomatoes, basil leaves, goat cheese, olive oil, vinegar')).toBeUndefined();
  });

  it('needs no detector for ordinary sentences', () => {
    const told = TEXTS.filter(([, text]) => languageByWords(text.normalize('NFC')) !== undefined);
    expect(told.length).toBeGreaterThan(0.6 * TEXTS.length);
    for (const [language, text] of told) expect(languageByWords(text.normalize('NFC'))?.language).toBe(language);
  });
});
