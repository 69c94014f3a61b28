/**
 * Function words of English, written for topikl because the list of the package `stopword` has a hundred words only: pronouns,
 * auxiliaries and their contractions, prepositions, conjunctions, quantities and adverbs that say nothing of a subject.
 */
export const ENGLISH_FUNCTION_WORDS = `
a able about above according accordingly across actually after afterwards again against ago ain't all almost alone along already
also although always am amid among amongst an and another any anybody anyhow anymore anyone anything anyway anywhere apart are
aren't around as aside at away back be became because become becomes becoming been before beforehand behind being below beside
besides between beyond both but by came can can't cannot certain certainly come comes coming could couldn't did didn't do does
doesn't doing don't done down due during each either else elsewhere enough entirely especially etc even ever every everybody
everyone everything everywhere exactly except far few fewer five for former formerly forth four from further furthermore gave get
gets getting give given gives giving go goes going gone got gotten had hadn't half has hasn't have haven't having he he'd he'll
hence her here hereafter hereby herein hers herself he's him himself his hither how howbeit however i i'd i'll i'm i've if in
inasmuch indeed inside insofar instead into inward is isn't it it'd it'll its itself just keep keeps kept last lately latter least
less lest let like likely made mainly make makes making many may maybe me meanwhile merely might mightn't mine more moreover most
mostly much must mustn't my myself namely near nearly neither never nevertheless next nine no nobody none nonetheless noone nor
not nothing notwithstanding now nowhere obviously of off often oh ok okay on once one ones oneself only onto or other others
otherwise ought our ours ourselves out outside over overall own particularly per perhaps please possibly presumably probably put
quite rather re really regarding regardless said same saw say saying says second see seem seemed seeming seems seen seldom self
selves seven several shall shan't she she'd she'll she's should shouldn't since six so some somebody somehow someone something
sometime sometimes somewhat somewhere soon still such take taken takes taking ten than that that'd that'll the thee their theirs
them themselves then thence there thereafter thereby therefore therein thereof thereto thereupon these they they'd they'll they're
they've thine this those thou though three through throughout thru thus thy till to together too took toward towards tried tries
truly try trying twice two under unless unlike until unto up upon us use used uses using usually various very via viz want wants
was wasn't way we we'd we'll we're we've well went were weren't what whatever whatsoever when whence whenever where whereafter
whereas whereby wherein whereof whereupon wherever whether which whichever while whilst whither who who'd whoever whole who'll
whom whomever who's whose whosoever why will willing with within without won't would wouldn't yes yet you you'd you'll your
you're yours yourself yourselves you've
`
  .trim()
  .split(/\s+/);
