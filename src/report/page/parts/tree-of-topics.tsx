import type { TopicTree } from '../../../evaluate/topic-tree.js';
import { treeFigure } from '../../figures/tree-figure.js';
import { treeSentences } from '../../story-sentences.js';
import { useTopicLabels } from '../labels.js';
import { topicAddress } from '../view.js';
import { DrawnFigure } from './drawn-figure.js';

/** Topics, joined two by two. @param marked a topic that stands out, from 1 */
export function TreeOfTopics({ tree, marked }: { tree: TopicTree; marked?: number }) {
  const labels = useTopicLabels();
  return (
    <DrawnFigure
      name="topic-tree"
      what="the tree of topics"
      rows={() => ({ header: ['join', 'left', 'right', 'distance'], rows: joinsOf(tree) })}
      caption={treeSentences(tree, labels).join(' ')}
      draw={(width) => treeFigure(tree, labels, { width, link: topicAddress, ...(marked === undefined ? {} : { marked: marked - 1 }) })}
      depends={[tree, labels, marked]}
    />
  );
}

/** Topics by number, what was joined before as join-1, join-2, … */
function joinsOf({ joins }: TopicTree): (string | number)[][] {
  const topics = joins.length + 1;
  const nameOf = (place: number) => (place < topics ? place + 1 : `join-${place - topics + 1}`);
  return joins.map(({ left, right, distance }, m) => [`join-${m + 1}`, nameOf(left), nameOf(right), distance]);
}
