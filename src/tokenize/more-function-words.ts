/**
 * Function words that the lists of the package `stopword` lack, written for topikl: in these languages the package has only a few dozen.
 * Chinese is in both scripts; words of one character are left out where words must have two.
 */
export const MORE_FUNCTION_WORDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    es: `
a además ahora al algo alguien algún alguna algunas alguno algunos allí ante antes aquel aquella aquellas aquello aquellos aquí así aún
aunque bajo bastante bien cada casi como cómo con contra cual cuál cuales cualquier cuando cuándo cuanto de debe deben del demás desde
después donde dónde dos durante e él el ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso esos esta está ésta
estaba estaban estamos están estar estas este esté éste esto estos estoy fue fuera fueron ha había habían haber hace hacen hacer hacia han
has hasta hay haya he hemos hizo igual incluso jamás junto la las le les lo los luego mas más me mediante menos mi mientras mis misma
mismas mismo mismos mucha muchas mucho muchos muy nada nadie ni ningún ninguna ninguno no nos nosotros nuestra nuestras nuestro nuestros
nunca o os otra otras otro otros para pero poca poco pocos podía podría porque por pude pudo puede pueden pues que qué quien quién quienes
se sea sean según ser será serán sería si sí sido siempre siendo sin sino sobre solamente solo sólo somos son soy su sus suya suyo tal
tales también tampoco tan tanto te tenía tenían tiene tienen toda todas todavía todo todos tras tu tú tus tuvo u un una unas uno unos
usted ustedes vez veces y ya yo`,
    fa: `
است هست هستند هستم نیست بود بودند بوده باشد باشند شد شدند شده شود شوند می‌شود می‌شوند نمی‌شود خواهد خواهند کرد کردند کرده کند کنند کنید
می‌کند می‌کنند می‌کنید کردن شدن دارد دارند داشت داشته داشتند می‌توان می‌تواند می‌توانند توانست و که این آن یا تا هم نیز اما ولی اگر چون
زیرا هر هیچ همه همین همان چند چه چرا کجا کدام کسی چیزی من تو او ما شما آنها آن‌ها ایشان خود خویش یک دو دیگر بسیار خیلی بیشتر کمتر برخی
بعضی بین میان پیش پس بعد قبل هنگام وقتی سوی روی زیر بالای درباره مورد طور همچنین بنابراین ها های ای می نمی بی`,
    fi: `
aina aivan alla alle alta asti edes ei eivät eli ellei en enemmän ennen ensin eri että ettei haluaa he heidän heille heitä hyvin hän häntä
hänen ihan itse ja jo johon joiden joissa joista joita joka jokainen joko jolla jolle jolloin jonka jopa jos joskus jossa josta jota jotka
jotta joten jotain joku juuri kaikki kaikkien kanssa kautta kerran keskellä koko koska koskaan kuin kuinka kuitenkaan kuitenkin kuka kukaan
kun kuten kyllä liian lisäksi lopulta luo lähes lähellä mikä mikäli mikään minkä minun minä missä mistä mitä miten mitään moni monet mukaan
mutta muu muun muut muita myös myöhemmin myöten ne niiden niille niin niitä noin nyt nämä näin näiden näitä ole olemme olen olet oli olisi
olivat olla olleet ollut on ovat paitsi paljon pian pitää saa se sekä sen sillä silti sinä sitten sitä siis siihen siinä siitä siksi sinne
tai tavalla te tuli tulee tämä tämän tästä tässä tätä täällä vaan vaikka vain vasta vielä voi voidaan voivat välillä yhä yli ym yleensä`,
    fr: `
afin ainsi alors aucun aucune auquel aussi autant autre autres avant beaucoup bien c'est car ceci cela celle celles celui cependant certain
certaine certaines certains cet cette chacun chacune chaque chez ci comme comment contre d'abord davantage dehors déjà depuis dernier
derrière dès desquels deux devant doit doivent donc dont durant encore enfin ensuite entre envers environ est-ce étaient était étant etc été
être fait faire font fois ici il ils jamais jusque là laquelle lequel lesquelles lesquels leur leurs loin lors lorsque lui mais malgré même
mêmes mieux moins n'est néanmoins ni nombreuses nombreux non nos notre où outre par parce parfois parmi pas pendant peu peut peuvent plupart
plus plusieurs plutôt pour pourquoi pourtant presque puis puisque quand quant que quel quelle quelles quelque quelques quels qui quoi
quoique rien sans sauf selon sera serait seront seul seule seulement si sinon soit sont sous souvent sur surtout tant tantôt tel telle
telles tels toujours tous tout toute toutefois toutes très trop un une vers voici voilà vos votre`,
    ja: `
これ それ あれ この その あの どの ここ そこ あそこ どこ こう そう ああ どう こんな そんな どんな 私 彼 彼女 我々 誰 何 なに なぜ いつ もの
こと ところ ため とき よう ほう うち まま わけ はず そして しかし また または および あるいは ただし なお さらに つまり ので のに けれど
けれども ながら まで より ほど など だけ しか ばかり くらい ぐらい として について によって により による において における に対して に対する
する した して しない します しました せず いる いた いない います ある あっ あり ない なかっ ありません なる なっ なり なら なり です でし でした
ます まし ません だっ だろう でしょう れる られる せる たい たら って そう とても もっと すべて ほとんど それぞれ 他 的 中 後 前 時 場合
てい しま せん しょう しよう ありま ですが ことに われ まれ くだ さい いま んで なか わか となり にし にとって にわたって にもかかわらず かも かなり ほぼ
よく もう まだ すでに まず すぐ さまざま あらゆる いずれ いくつ ごと かつ かって えて はい なので すると そのため それら これらの しな くれる きた おき うえ いるか`,
    pt: `
à ainda além algo alguém algum alguma algumas alguns ali antes ao aos apenas após aquela aquelas aquele aqueles aqui aquilo as às assim
até através bastante bem cada cerca com como contra contudo da daquela daquele das de dela delas dele deles depois desde dessa dessas
desse desses desta destas deste destes deve devem devido disso disto do dois dos duas durante e é ela elas ele eles em embora enquanto
então entre era eram essa essas esse esses esta está estão estar estas estava estavam este estes estou eu fazer faz fez foi fora foram
geralmente há havia isso isto já lá lhe lhes lo mais mas me meio menos mesma mesmas mesmo mesmos meu meus minha minhas muita muitas muito
muitos na nada não nas nem nenhum nenhuma ninguém no nos nós nossa nossas nosso nossos num numa nunca o onde os ou outra outras outro
outros para pela pelas pelo pelos pode podem poderia pois por porém porque porquê pouco poucos qual quais qualquer quando quanto quase
que quê quem quer são se seja sejam sem sempre sendo ser será serão seria seu seus si sido sim sob sobre só sua suas tal tais também
tampouco tão te tem têm tendo ter teve tinha tinham toda todas todavia todo todos tu tua tudo um uma umas uns vai vários várias você vocês
vos`,
    ru: `
более больше будет будут будто бы был была были было быть вам вами вас ваш ваша ваше ваши вдруг ведь весь во вообще вот впрочем все всё
всегда всего всей всем всеми всему всех вся всю всякий вы где да даже для до должен должна должно должны другая другие других другого
другое другой его едва ее её ей ему если есть еще ещё же за зачем здесь из или им имеет имеют именно ими иногда их как какая какие каким
каких какой ко когда кого кое коли который которая которое которого которой котором которую которые которым которых кроме кто куда ли либо
лишь между меня мне много многие многих может можно могут мной мои мой моя мы на над надо нам нами нас наш наша наше наши не него нее неё
ней некоторые некоторых нельзя нем нём несколько нет ни нибудь никогда ним ними них ничего но ну нужно об обычно один одна одни одно однако
около он она они оно опять от очень перед по под после потом потому почему почти при про просто раз разве с сам сама сами само самый самые
свой своя свое своё свои своего своей своих своим себе себя сейчас со совсем среди так такая также такие таких такого такое такой там тебе
тебя тем тех то тогда того тоже той только том тот тому ту тут ты у уж уже хотя хоть чаще чего чей чем через что чтоб чтобы чуть эта эти
этих это этим этими этого этой этом этот эту является являются`,
    zh: `
我们 你们 他们 她们 它们 咱们 自己 大家 这个 那个 这些 那些 这样 那样 这里 那里 这种 那种 什么 怎么 怎样 为什么 哪里 哪些 谁 多少 几个 一个 一些
一样 一种 一直 一般 一定 每个 各种 其他 其它 其中 其实 某些 另外 另一 有些 有的 许多 很多 不少 所有 没有 不是 不会 不能 可以 可能 能够 应该 需要
必须 已经 曾经 正在 还是 还有 就是 只是 只有 而是 而且 并且 或者 或是 以及 因为 由于 所以 因此 如果 假如 虽然 但是 然而 不过 尽管 即使 无论 除了
关于 对于 根据 按照 通过 随着 为了 之后 之前 之间 之一 以后 以前 以来 以上 以下 当时 然后 后来 现在 同时 同样 非常 十分 比较 更加 尤其 特别 甚至
几乎 大约 只要 才能 使得 进行 认为 表示 那么 这么 于是 从而 与其 是否 我們 你們 他們 她們 它們 咱們 這個 那個 這些 這樣 那樣 這裡 那裡 這種
那種 什麼 甚麼 怎麼 怎樣 為什麼 哪裡 幾個 一個 一樣 一種 每個 各種 其實 許多 沒有 不會 可以 能夠 應該 必須 已經 曾經 還是 還有 就是 只是 並且
因為 由於 雖然 儘管 無論 關於 對於 根據 通過 透過 隨著 為了 之後 之間 以後 以來 當時 然後 後來 現在 同時 同樣 比較 特別 幾乎 大約 使得 進行 認為
那麼 這麼 於是 從而 與其 是否 就 也 都 與 為 這 們 個 來 對 時 說 麼 過 後 會 還 沒 讓 從 將 並 於 但 而 以 被 由 最 之 所 其`,
  }).map(([language, words]) => [language, words.trim().split(/\s+/)]),
);
