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
