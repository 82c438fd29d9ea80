import { Component, type ReactNode } from "react";
import { useLanguage } from "../language/language";
import { Page } from "../parts/page";

interface Props {
  /** With another address, another page is tried. */
  address: string;
  children: ReactNode;
}

/** What stands in the place of a page that failed, which else would be a white one. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = () => ({ failed: true });
  override componentDidUpdate(before: Props) {
    if (this.state.failed && before.address !== this.props.address) this.setState({ failed: false });
  }
  override render() {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { words } = useLanguage();
  return (
    <Page title={words.refused.failed}>
      <p>{words.refused.failedHow}</p>
      <p>
        <a href="/">{words.refused.home}</a>
      </p>
    </Page>
  );
}
