/** A figure that is given of each topic. */
export type TopicMeasure =
  | 'npmi'
  | 'cV'
  | 'umass'
  | 'exclusivity'
  | 'frex'
  | 'effectiveWords'
  | 'rank1Documents'
  | 'rank1Share'
  | 'allocationCount'
  | 'corpusDivergence';
/** A figure that is given of all topics together. */
export type ModelMeasure = 'diversity' | 'inverseRankBiasedOverlap';
/** A figure that is given where documents have labels. */
export type LabelMeasure = 'purity' | 'normalisedMutualInformation' | 'adjustedRandIndex' | 'labelAccuracy';
/** A figure of documents that the topics were not fitted to. */
export type HeldOutMeasure = 'heldOut' | 'perplexity';

/** A figure of the report that is there without an evaluation. */
export type ReportMeasure =
  | 'share'
  | 'probability'
  | 'score'
  | 'relevance'
  | 'mixture'
  | 'jensenShannon'
  | 'stability'
  | 'misfit'
  | 'divergence'
  | 'objective'
  | 'logLikelihood'
  | 'kktResidual';

/** What a figure is. */
export interface MeasureDefinition {
  name: string;
  formula: string;
  source: string;
  /** which values are better, if any are */
  better: 'higher' | 'lower' | 'neither';
}

const definition = (name: string, better: MeasureDefinition['better'], formula: string, source: string): MeasureDefinition => ({
  name,
  formula,
  source,
  better,
});

/** All figures of an evaluation; src/evaluate says more of each. */
export const MEASURES: Readonly<Record<TopicMeasure | ModelMeasure | LabelMeasure | HeldOutMeasure, MeasureDefinition>> = {
  npmi: definition(
    'coherence, NPMI',
    'higher',
    'mean over the pairs of the first 10 terms of ln(p_ij / (p_i p_j)) / −ln p_ij; a pair that never meets counts −1',
    'Bouma 2009; Lau, Newman and Baldwin 2014',
  ),
  cV: definition(
    'coherence, C_v',
    'higher',
    'mean over the first 10 terms of the cosine of their NPMI vector and the sum of these vectors; NPMI with ε = 1e-12 for a pair that never meets',
    'Röder, Both and Hinneburg 2015',
  ),
  umass: definition(
    'coherence, UMass',
    'higher',
    'Σ over the pairs of the first 10 terms, by falling probability, of ln[(D(v_m, v_l) + 1) / D(v_l)]; 0 for a pair whose v_l is in no document',
    'Mimno, Wallach, Talley, Leenders and McCallum 2011, equation 1',
  ),
  exclusivity: definition('exclusivity', 'higher', 'mean over the first 10 terms of φ_kj / Σ_l φ_lj', 'MALLET, topic diagnostics'),
  frex: definition(
    'FREX',
    'higher',
    'mean over the first 10 terms of the harmonic mean of their ranks by φ and by exclusivity, each as a share of the terms',
    'Bischof and Airoldi 2012',
  ),
  effectiveWords: definition('effective number of words', 'neither', '1 / Σ_j φ_kj²', 'MALLET, topic diagnostics (eff_num_words)'),
  rank1Documents: definition('rank-1 documents', 'neither', 'documents of which no other topic has a larger share', 'MALLET, topic diagnostics (rank_1_docs)'),
  rank1Share: definition(
    'rank-1 share',
    'higher',
    'rank-1 documents / documents that have at least half an expected word of the topic',
    'MALLET, topic diagnostics (rank_1_docs)',
  ),
  allocationCount: definition(
    'allocation count',
    'higher',
    'documents with θ_ik ≥ 0.3 / documents that have at least half an expected word of the topic',
    'MALLET, topic diagnostics (allocation_count)',
  ),
  corpusDivergence: definition(
    'divergence from the collection',
    'higher',
    'Σ_j φ_kj ln(φ_kj / q_j), q the terms’ shares of the collection’s words; nats',
    'MALLET, topic diagnostics (corpus_dist); AlSumait, Barbará, Gentle and Domeniconi 2009',
  ),
  diversity: definition('diversity', 'higher', 'different terms among the first 25 of all topics / all of these', 'Dieng, Ruiz and Blei 2020'),
  inverseRankBiasedOverlap: definition(
    'inverse rank-biased overlap',
    'higher',
    '1 − mean over the pairs of topics of the extrapolated RBO of their first 10 terms, p = 0.9',
    'Webber, Moffat and Zobel 2010, equation 32; Bianchi, Terragni and Hovy 2021',
  ),
  heldOut: definition(
    'held-out log-likelihood',
    'higher',
    'Σ ln Σ_k θ_k φ̃_kj over the words j of the second halves of documents held out / these words, θ fitted to the first halves; nats a word, standard error over documents',
    'document completion: Wallach, Murray, Salakhutdinov and Mimno 2009, section 5.1',
  ),
  perplexity: definition('perplexity', 'lower', 'e to the minus held-out log-likelihood a word', 'Blei, Ng and Jordan 2003'),
  purity: definition('purity', 'higher', '(1/N) Σ_k max_c n_kc, n_kc the documents of label c whose largest topic is k', 'Manning, Raghavan and Schütze 2008'),
  normalisedMutualInformation: definition(
    'normalised mutual information',
    'higher',
    'I(topic; label) / ((H(topic) + H(label)) / 2), topic the largest of each document',
    'Manning, Raghavan and Schütze 2008',
  ),
  adjustedRandIndex: definition('adjusted Rand index', 'higher', '(Σ_kc C(n_kc, 2) − expected) / (largest − expected)', 'Hubert and Arabie 1985, equation 5'),
  labelAccuracy: definition(
    'accuracy of labels from mixtures',
    'higher',
    'share of documents whose label a multinomial logistic regression (L2, C = 1) on θ predicts, 5-fold cross-validation',
    'as scikit-learn’s LogisticRegression',
  ),
};

/** All figures that a report may have: those of an evaluation, and its own. */
export const ALL_MEASURES: typeof MEASURES & Readonly<Record<ReportMeasure, MeasureDefinition>> = {
  ...MEASURES,
  share: definition('share of a topic', 'neither', 'Σ_i W_ik / Σ_il W_il: expected words of the topic / counted words of the collection', 'the fitted model'),
  probability: definition('probability of a term', 'neither', 'φ_kj = H_kj / Σ_l H_kl: share of the topic’s words that are this term', 'the fitted model'),
  score: definition(
    'term score',
    'higher',
    'φ̃_kj ln(φ̃_kj / (Π_l φ̃_lj)^(1/K)), φ̃ with 0.01 added to each expected count; lists of words stand in its order',
    'Blei and Lafferty 2009',
  ),
  relevance: definition(
    'relevance',
    'higher',
    'λ ln φ_kj + (1 − λ) ln(φ_kj / q_j), q the terms’ shares of the collection’s words, λ = 0.6 in topics.csv; nats',
    'Sievert and Shirley 2014',
  ),
  mixture: definition(
    'share of a topic in a document',
    'neither',
    'θ_ik: the most probable mixture of topics for the document’s words under the learned prior, the topics fixed',
    'the fitted model; src/topics/infer.ts',
  ),
  jensenShannon: definition(
    'Jensen-Shannon distance',
    'neither',
    '√((KL(p ‖ m) + KL(q ‖ m)) / (2 ln 2)), m = (p + q) / 2, of two topics as distributions over terms; 0: the same, 1: no term in common',
    'Lin 1991; Endres and Schindelin 2003',
  ),
  stability: definition(
    'refits in which a topic is found',
    'higher',
    'fits from other seeds and on bootstrap samples in which the topic and its match are each other’s nearest, at a Jensen-Shannon distance below 0.5',
    'matching: Kuhn 1955, Munkres 1957; samples: Efron 1979',
  ),
  misfit: definition(
    'misfit of a document',
    'lower',
    '(mean of −ln ½(λ_j + 1/m) over its words − the collection’s median) / √(spread² + within / N), λ its mixture’s distribution over the m terms',
    'src/evaluate/misfit.ts',
  ),
  divergence: definition('generalised Kullback-Leibler divergence', 'lower', 'Σ_ij (x_ij ln(x_ij / λ_ij) − x_ij + λ_ij), λ = W H', 'Lee and Seung 1999'),
  objective: definition('objective', 'lower', 'divergence − Σ a_k ln θ_ik − b Σ ln φ_kj, a and b the priors; what the fit brings down', 'src/factorize'),
  logLikelihood: definition('log-likelihood', 'higher', 'Σ_ij (x_ij ln λ_ij − λ_ij − ln x_ij!), λ = W H', 'Poisson model of counts'),
  kktResidual: definition(
    'KKT residual',
    'lower',
    'Σ entry · |gradient of the objective| / counted words, of W or of H, whichever is larger; 0 at a stationary point',
    'Karush 1939; Kuhn and Tucker 1951',
  ),
};
