package dev.fairlead.api.fargate;

import dev.fairlead.api.launch.BuildLauncher.Handle;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Hears from a queue that tasks are ending. Events repeat, come late and out of order, and some
 * never come; so they decide nothing. Each message is deleted whatever is in it.
 */
final class TaskEvents implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TaskEvents.class);
  private static final int WAIT_SECONDS = 20;
  private static final int BATCH = 10;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Tasks whose newest version is remembered. */
  private static final int MOST_TASKS = 10_000;

  private final SqsClient client;
  private final String queue;
  private final Consumer<Handle> ended;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Long> versions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_TASKS;
        }
      };

  private TaskEvents(SqsClient client, URI queue, Consumer<Handle> ended) {
    this.client = client;
    this.queue = queue.toString();
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("task events").unstarted(this::run);
  }

  static TaskEvents listen(SqsClient client, URI queue, Consumer<Handle> ended) {
    TaskEvents events = new TaskEvents(client, queue, ended);
    events.thread.start();
    return events;
  }

  private void run() {
    while (closed.getCount() > 0) {
      try {
        List<Message> messages =
            client
                .receiveMessage(
                    r -> r.queueUrl(queue).maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS))
                .messages();
        messages.forEach(message -> hear(message.body()));
        delete(messages);
      } catch (RuntimeException e) {
        // Not only the SDK's: its HTTP client answers an interrupt with exceptions of its own.
        pauseAfter(e);
      }
    }
  }

  private void hear(String body) {
    try {
      Optional<TaskEvent> event = TaskEvent.parse(body);
      event
          .filter(this::isNews)
          .filter(TaskEvent::ending)
          .ifPresent(e -> ended.accept(new Handle(e.taskArn())));
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("problem", e.getMessage())
          .addKeyValue("length", body.length())
          .log("event not understood and dropped");
    }
  }

  private boolean isNews(TaskEvent event) {
    Long newest = versions.get(event.taskArn());
    if (newest != null && newest >= event.version()) {
      return false;
    }
    versions.put(event.taskArn(), event.version());
    return true;
  }

  private void delete(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(
                m ->
                    DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(messages.indexOf(m)))
                        .receiptHandle(m.receiptHandle())
                        .build())
            .toList();
    client.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries));
  }

  private void pauseAfter(RuntimeException e) {
    if (closed.getCount() == 0) {
      return;
    }
    log.atWarn().addKeyValue("problem", e.getMessage()).log("events cannot be read now");
    try {
      boolean over = closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      log.atDebug().addKeyValue("closed", over).log("reading events again");
    } catch (InterruptedException interrupted) {
      closed.countDown();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    thread.interrupt();
    client.close();
  }
}
