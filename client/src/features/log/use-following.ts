"use client";

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from "react";

/** How near to the end counts as the end, in CSS pixels. */
const NEAR_PX = 24;

type Following = {
  /** The box that is scrolled. */
  box: RefObject<HTMLDivElement | null>;
  isFollowing: boolean;
  setFollowing: (on: boolean) => void;
  onScroll: () => void;
};

/** Keeps the end of a box in view until its reader scrolls up, and again once they are back at the end. */
export function useFollowing(content: unknown, start: boolean): Following {
  const box = useRef<HTMLDivElement>(null);
  const [isFollowing, setIsFollowing] = useState(start);
  const last = useRef({ top: 0, height: 0 });

  const toEnd = useCallback(() => {
    const element = box.current;
    element?.scrollTo({ top: element.scrollHeight });
  }, []);

  useLayoutEffect(() => {
    if (isFollowing) {
      toEnd();
    }
  }, [content, isFollowing, toEnd]);

  const onScroll = () => {
    const element = box.current;
    if (!element) {
      return;
    }
    const { scrollTop, scrollHeight, clientHeight } = element;
    const before = last.current;
    last.current = { top: scrollTop, height: scrollHeight };
    const isAtEnd = scrollHeight - scrollTop - clientHeight <= NEAR_PX;
    if (isAtEnd && scrollTop > before.top) {
      setIsFollowing(true);
    } else if (scrollTop < before.top - 2 && scrollHeight >= before.height && !isAtEnd) {
      setIsFollowing(false);
    }
  };

  const setFollowing = (on: boolean) => {
    setIsFollowing(on);
    if (on) {
      toEnd();
    }
  };

  return { box, isFollowing, setFollowing, onScroll };
}
