package dev.fairlead.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a program: its parts are ended in order and once, each whatever became of the one
 * before. Whoever asks for it again waits until it is over.
 */
final class Ending {
  private static final Logger log = LoggerFactory.getLogger(Ending.class);

  private record Part(String name, Runnable end) {}

  private final List<Part> parts = new ArrayList<>();
  private final Lock lock = new ReentrantLock();
  private boolean ended;

  /** Adds what is ended after all that have been added before; not while it ends. */
  Ending then(String name, Runnable end) {
    parts.add(new Part(name, end));
    return this;
  }

  void run() {
    lock.lock();
    try {
      if (!ended) {
        ended = true;
        parts.forEach(Ending::end);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void end(Part part) {
    try {
      part.end.run();
    } catch (RuntimeException | Error e) {
      log.atError()
          .setCause(e)
          .addKeyValue("part", part.name)
          .log("A part has not ended as it should; the others are ended too");
    }
  }
}
