import { Component, type ReactNode } from 'react';
import { Button } from '../parts/button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { frameWords } from './words.ts';

interface PageFailureProps {
  /** Names the page; a failure is over once it is another. */
  readonly page: string;
  readonly children: ReactNode;
}

interface PageFailureState {
  readonly failed: boolean;
  readonly page: string;
}

/** Stands in for a page that failed: it could not be drawn, or its part of the program could not be loaded. */
export class PageFailure extends Component<PageFailureProps, PageFailureState> {
  override state = { failed: false, page: this.props.page };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  static getDerivedStateFromProps({ page }: PageFailureProps, state: PageFailureState) {
    return page === state.page ? null : { failed: false, page };
  }

  override render() {
    return this.state.failed ? <FailureNote /> : this.props.children;
  }
}

function FailureNote() {
  const words = useWords(frameWords);
  return (
    <>
      <PageTitle>{words.failed}</PageTitle>
      <p>{words.failedDetail}</p>
      <p>
        <Button onPress={() => location.reload()}>{words.reload}</Button>
      </p>
    </>
  );
}
