/** One of a few, side by side. @param choices names by value */
export function Choices({
  legend,
  name,
  choices,
  value,
  onChoose,
}: {
  legend: string;
  name: string;
  choices: readonly (readonly [value: string, name: string])[];
  value: string;
  onChoose: (value: string) => void;
}) {
  return (
    <fieldset class="choose screen-only">
      <legend>{legend}</legend>
      <div class="choices">
        {choices.map(([one, called]) => (
          <label key={one}>
            <input type="radio" name={name} checked={one === value} onChange={() => onChoose(one)} />
            <span>
              <bdi>{called}</bdi>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
