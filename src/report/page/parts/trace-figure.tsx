import { summary } from '../data/summary.js';
import { Figure } from './figure.js';
import { useWidth } from './use-width.js';

const HEIGHT = 150;
const [LEFT, RIGHT, TOP, BOTTOM] = [12, 12, 14, 26];

/** How far the objective of each iteration was above the last one, on a scale of powers of ten: a fit that converges falls. */
export function TraceFigure() {
  const { trace } = summary();
  const [place, width] = useWidth<HTMLDivElement>();
  const last = trace.objective.at(-1) ?? 0;
  const points = trace.iteration
    .map((iteration, row) => ({ iteration, above: ((trace.objective[row] as number) - last) / Math.max(1e-300, Math.abs(last)) }))
    .filter(({ above }) => above > 0);
  if (points.length < 2) return null;
  const [first, end] = [points[0]?.iteration ?? 0, trace.iteration.at(-1) ?? 1];
  const logs = points.map(({ above }) => Math.log10(above));
  const [low, high] = [Math.floor(Math.min(...logs)), Math.ceil(Math.max(...logs))];
  const x = (iteration: number) => LEFT + ((width - LEFT - RIGHT) * (iteration - first)) / Math.max(1, end - first);
  const y = (log: number) => TOP + ((HEIGHT - TOP - BOTTOM) * (high - log)) / Math.max(1, high - low);
  const path = points.map(({ iteration }, p) => `${p === 0 ? 'M' : 'L'}${x(iteration).toFixed(1)} ${y(logs[p] as number).toFixed(1)}`).join('');
  const powers = Array.from({ length: high - low + 1 }, (_, p) => low + p).filter((_, p, all) => p % Math.ceil(all.length / 4) === 0);
  return (
    <Figure
      name="trace"
      what="the trace of the fit"
      rows={() => ({
        header: ['iteration', 'objective', 'relative_change', 'kkt_residual'],
        rows: trace.iteration.map((iteration, row) => [
          iteration,
          trace.objective[row] ?? NaN,
          trace.relativeChange[row] ?? NaN,
          trace.kktResidual[row] ?? NaN,
        ]),
      })}
      caption="How far the objective was above its last value, as a share of it, by iteration."
    >
      <div ref={place}>
        {width === 0 ? null : (
          <svg viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`The objective falls from iteration ${first} to ${end}`}>
            {powers.map((power) => (
              <g key={power}>
                <line class="rule" x1={LEFT} x2={width - RIGHT} y1={y(power)} y2={y(power)} />
                <text class="tick" x={width - RIGHT} y={y(power) - 4} text-anchor="end">
                  {power >= 0 ? `${10 ** power}` : `${(100 * 10 ** power).toFixed(Math.max(0, -power - 2))} %`}
                </text>
              </g>
            ))}
            <path class="line" d={path} />
            <text class="tick" x={LEFT} y={HEIGHT - 8}>
              iteration {first}
            </text>
            <text class="tick" x={width - RIGHT} y={HEIGHT - 8} text-anchor="end">
              {end}
            </text>
          </svg>
        )}
      </div>
    </Figure>
  );
}
