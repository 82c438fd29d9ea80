import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { mostRows } from "../graphql/use-pages";
import { useLanguage } from "../language/language";
import { usePrinting } from "./use-printing";
import "./rows.css";

/** A column: its name, and what a row shows in it. */
export interface Column<Row> {
  head: string;
  cell: (row: Row) => ReactNode;
}

/** Boxes before the rows, by which they are chosen. */
export interface Choosing<Row> {
  /** The box that stands for all of them. */
  head: ReactNode;
  box: (row: Row, index: number) => ReactNode;
  isChosen: (row: Row) => boolean;
  /** Is told of keys that are pressed in the table. */
  keys: (event: KeyboardEvent<HTMLElement>) => void;
}

interface Props<Row> {
  /** What the rows are, for those who do not see them. */
  name: string;
  /** Names the grid of the columns; see rows.css. */
  className: string;
  columns: Column<Row>[];
  choosing?: Choosing<Row> | undefined;
  rows: Row[];
  /** How many there are in all, of which the first are here. */
  total: number;
  keyOf: (row: Row) => string;
  /** How tall each row is, in rem. */
  height: number;
  /** Which list it is: another one is shown from its top. */
  list: string;
  /** Is told how many rows have to be here for what is looked at. */
  need?: (rows: number) => void;
}

/** Rows beyond what is looked at that are made, and that are asked for. */
const beyond = { made: 12, asked: 100 };

/** How many rows are put on paper. */
export const mostPrinted = 1_000;

/**
 * A table of any length in a frame of its own: only the rows in sight are in the
 * document, and the one that has the focus. Rows that are not here yet are asked for
 * as they come into sight, and stand as lines until then.
 */
export function Rows<Row>(props: Props<Row>) {
  const { name, className, columns, choosing, rows, total, keyOf, height, list, need } = props;
  const { words } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const [holder, setHolder] = useState<string>(); // the key of the row that has the focus, wherever it moves
  const focused = useMemo(() => placeOf(holder, rows, keyOf), [holder, rows, keyOf]);
  const printing = usePrinting();
  const count = Math.min(total, mostRows);
  const [rem] = useState(rootSize);
  const pixels = height * rem;
  const inSight = useCallback(
    (range: Range) => {
      const shown = new Set(defaultRangeExtractor(range));
      // The rows beside the one that has the focus are where Tab leads.
      if (focused !== undefined) for (const near of [focused - 1, focused, focused + 1]) shown.add(near);
      return [...shown].filter((index) => index >= 0 && index < range.count).sort((a, b) => a - b);
    },
    [focused],
  );
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => frame.current,
    estimateSize: () => pixels,
    overscan: beyond.made,
    rangeExtractor: inSight,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is what begins anew
  useEffect(() => {
    if (frame.current) frame.current.scrollTop = 0;
  }, [list]);
  const last = virtual.range?.endIndex ?? 0;
  const wanted = beyond.asked * Math.ceil(last / beyond.asked + 1);
  useEffect(() => need?.(wanted), [need, wanted]);

  const row = (index: number, top?: number) => {
    const of = rows[index];
    const name = of ? keyOf(of) : `${index}`;
    return (
      <OneRow key={name} {...{ name, of, index, columns, choosing, top, height: pixels, hold: setHolder }} />
    );
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="rows-frame" ref={frame} tabIndex={0} aria-label={name} onKeyDown={choosing?.keys}>
        <table role="table" className={`rows ${className}`} aria-label={name} aria-rowcount={total + 1}>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              {choosing && (
                <th role="columnheader" scope="col" className="row-box">
                  {choosing.head}
                </th>
              )}
              {columns.map(({ head }) => (
                <th role="columnheader" scope="col" key={head}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {printing ? (
            <tbody role="rowgroup">{rows.slice(0, mostPrinted).map((_, index) => row(index))}</tbody>
          ) : (
            <tbody role="rowgroup" className="rows-in-sight" style={{ height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((item) => row(item.index, item.start))}
            </tbody>
          )}
        </table>
      </section>
      {total > mostRows && <p className="small quiet no-print">{words.general.firstRows(mostRows, total)}</p>}
      {printing && total > mostPrinted && (
        <p className="small">{words.general.printedRows(Math.min(mostPrinted, rows.length), total)}</p>
      )}
    </>
  );
}

/** Where the row with a key stands; nothing where there is none. */
function placeOf<Row>(key: string | undefined, rows: Row[], keyOf: (row: Row) => string): number | undefined {
  const at = key === undefined ? -1 : rows.findIndex((row) => keyOf(row) === key);
  return at < 0 ? undefined : at;
}

interface OneProps<Row> {
  /** Its key, or its place while it is awaited. */
  name: string;
  of: Row | undefined;
  index: number;
  columns: Column<Row>[];
  choosing: Choosing<Row> | undefined;
  /** Where it lies, in pixels; nothing on paper, where rows follow each other. */
  top: number | undefined;
  height: number;
  /** Is told which row has the focus. */
  hold: (name: string | undefined) => void;
}

/** A row; made anew only where it changes, and not whenever the table is scrolled. */
const OneRow = memo(function OneRow<Row>(props: OneProps<Row>) {
  const { name, of, index, columns, choosing, top, height, hold } = props;
  const { words } = useLanguage();
  return (
    <tr
      role="row"
      className={of && choosing?.isChosen(of) ? "chosen" : undefined}
      aria-rowindex={index + 2}
      onFocus={() => hold(name)}
      onBlur={({ relatedTarget: to }) => {
        // Where the next row takes the focus, it says so itself: until then it must not go. Nor
        // may it while a form that it opened, or another window, has the focus: it comes back.
        if (to && !to.closest(".rows-in-sight, dialog")) hold(undefined);
      }}
      {...(top === undefined ? {} : { style: { top, height } })}
    >
      {of && choosing && (
        <td role="cell" className="row-box">
          {choosing.box(of, index)}
        </td>
      )}
      {of ? (
        columns.map(({ head, cell }) => (
          <td role="cell" key={head}>
            {cell(of)}
          </td>
        ))
      ) : (
        <td role="cell" className="row-awaited">
          <span className="unseen">{words.general.loading}</span>
          <span className="skeleton" aria-hidden="true" />
        </td>
      )}
    </tr>
  );
}) as <Row>(props: OneProps<Row>) => ReactNode;

/** How many pixels a rem has, which the reader's browser decides. */
const rootSize = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
