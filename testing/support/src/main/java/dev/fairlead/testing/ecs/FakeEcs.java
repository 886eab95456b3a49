package dev.fairlead.testing.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Amazon ECS and one SQS queue at HTTP level: AWS JSON 1.1 and 1.0 with {@code X-Amz-Target} (AWS
 * SDK's service models), so that the real SDK talks to it. It refuses what is not signed (Signature
 * Version 4), but does not check the signature.
 */
public final class FakeEcs implements AutoCloseable {
  private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
  private static final String SQS = "AmazonSQS.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FakeTasks tasks;
  private final FakeQueue queue;

  private FakeEcs(HttpServer server, FakeTasks tasks, FakeQueue queue) {
    this.server = server;
    this.tasks = tasks;
    this.queue = queue;
  }

  /** Listens on a free port of the loopback. */
  public static FakeEcs start(FakeTasks.Script script) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    FakeQueue queue = new FakeQueue();
    FakeEcs ecs = new FakeEcs(server, new FakeTasks(script, queue), queue);
    server.setExecutor(ecs.threads);
    server.createContext("/", ecs::handle);
    server.start();
    return ecs;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public URI queueUrl() {
    return uri().resolve("/000000000000/events");
  }

  public FakeTasks tasks() {
    return tasks;
  }

  public FakeQueue queue() {
    return queue;
  }

  /** The environment variables by which a program of ours uses it. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_ECS", uri().toString(),
        "AWS_ENDPOINT_URL_SQS", uri().toString(),
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test-secret");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      if (!signature.startsWith("AWS4-HMAC-SHA256 Credential=")) {
        throw new FakeTasks.Rejection(403, "MissingAuthenticationTokenException", "not signed");
      }
      answer(exchange, 200, operate(target, request));
    } catch (FakeTasks.Rejection e) {
      ObjectNode body = JSON.createObjectNode();
      body.put("__type", e.code());
      body.put("message", e.getMessage());
      answer(exchange, e.status(), body);
    } catch (FakeTasks.Break e) {
      return; // Closing without an answer is what a broken connection looks like.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private ObjectNode operate(String target, JsonNode request) throws InterruptedException {
    return switch (target) {
      case ECS + "RunTask" -> tasks.run(request);
      case ECS + "DescribeTasks" -> tasks.describe(request);
      case ECS + "ListTasks" -> tasks.list(request);
      case ECS + "StopTask" -> tasks.stop(request);
      case SQS + "ReceiveMessage" -> queue.receive(request);
      case SQS + "DeleteMessageBatch" -> queue.delete(request);
      default -> throw new FakeTasks.Rejection(400, "UnknownOperationException", target);
    };
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Ends all tasks and stops listening. */
  @Override
  public void close() {
    tasks.stopAll();
    server.stop(0);
    threads.shutdownNow();
  }
}
