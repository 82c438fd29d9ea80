import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  title: string;
  /** What stands beside the title, such as the day that is looked at. */
  aside?: ReactNode;
  /** Whether the title is for the window and screen readers only. */
  hideTitle?: boolean;
  className?: string;
  children: ReactNode;
}

let pages = 0;

/** A page: its title in the window and, once another one was left, under the reader's focus. */
export function Page({ title, aside, hideTitle = false, className = "", children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (pages++ > 0) heading.current?.focus({ preventScroll: true });
  }, []);
  useEffect(() => {
    document.title = `${title} · Safeconduct`;
  }, [title]);
  return (
    <main id="content" className={`page ${className}`}>
      <div className={hideTitle ? "unseen" : "page-head"}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </main>
  );
}
