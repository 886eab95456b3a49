package dev.fairlead.edge.observation;

import dev.fairlead.edge.http.BodyTier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The numbers of an edge in the text format of Prometheus (version 0.0.4). Labels are fixed when
 * the edge starts: nothing that a client sends becomes one.
 */
public final class Metrics {
  /** The media type of {@link #text}. */
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private static final double NANOS = 1e9;

  private record Family(String type, String help, List<Sample> samples) {}

  private record Sample(String labels, LongSupplier value) {}

  private final Observation observation;
  private final Map<String, Family> families = new LinkedHashMap<>();

  public Metrics(Observation observation) {
    this.observation = observation;
    for (HostClass host : HostClass.values()) {
      String label = "class=\"%s\"".formatted(host.label());
      for (int i = 0; i < LoopCounts.STATUS_CLASSES; i++) {
        int status = i;
        counter(
            "requests_total",
            "%s,status=\"%dxx\"".formatted(label, status + 1),
            "Answers by class of host and of status.",
            () -> observation.sum(loop -> loop.requests(host, status)));
      }
    }
    for (HostClass host : HostClass.values()) {
      counter(
          "body_bytes_total",
          "class=\"%s\"".formatted(host.label()),
          "Bytes of bodies promised.",
          () -> observation.sum(loop -> loop.bytes(host)));
    }
    for (BodyTier tier : BodyTier.values()) {
      counter(
          "bodies_total",
          "tier=\"%s\"".formatted(tier.name().toLowerCase(Locale.ROOT)),
          "Answers by where their bodies were found.",
          () -> observation.sum(loop -> ofAllHosts(loop, tier)));
    }
  }

  /** Adds the reads of the stores. */
  public void stores(CountedStorage storage) {
    Map<String, ReadCounts> kinds = new LinkedHashMap<>();
    kinds.put("route", storage.routeReads);
    kinds.put("manifest", storage.manifestReads);
    kinds.put("blob", storage.blobReads);
    kinds.forEach(
        (kind, counts) -> {
          String label = "kind=\"%s\"".formatted(kind);
          counter("store_reads_total", label, "Reads of the store.", counts::reads);
          counter("store_read_failures_total", label, "Reads that failed.", counts::failures);
        });
  }

  /**
   * Adds a number that only grows.
   *
   * @param labels in the form of Prometheus; empty for none
   */
  public void counter(String name, String labels, String help, LongSupplier value) {
    add(name, "counter", labels, help, value);
  }

  /** Adds a number that comes and goes. */
  public void gauge(String name, String help, LongSupplier value) {
    add(name, "gauge", "", help, value);
  }

  /** All numbers as they are now. */
  public String text() {
    StringBuilder text = new StringBuilder(8 << 10);
    families.forEach(
        (name, family) -> {
          head(text, name, family.type, family.help);
          family.samples.forEach(
              sample -> line(text, name, sample.labels, sample.value.getAsLong()));
        });
    latency(text);
    return text.toString();
  }

  private void latency(StringBuilder text) {
    String name = "fairlead_edge_answer_seconds";
    head(text, name, "histogram", "Time from a request to its answer.");
    for (HostClass host : HostClass.values()) {
      String label = "class=\"%s\"".formatted(host.label());
      long upTo = 0;
      for (int i = 0; i < LoopCounts.BUCKETS; i++) {
        int bucket = i;
        upTo += observation.sum(loop -> loop.inBucket(host, bucket));
        line(text, name + "_bucket", label + ",le=\"" + LoopCounts.upperEnd(i) + '"', upTo);
      }
      double seconds = observation.sum(loop -> loop.nanos(host)) / NANOS;
      text.append("%s_sum{%s} %s\n".formatted(name, label, seconds));
      line(text, name + "_count", label, upTo);
    }
  }

  private static long ofAllHosts(LoopCounts loop, BodyTier tier) {
    long sum = 0;
    for (HostClass host : HostClass.values()) {
      sum += loop.bodies(host, tier);
    }
    return sum;
  }

  private void add(String name, String type, String labels, String help, LongSupplier value) {
    families
        .computeIfAbsent("fairlead_edge_" + name, key -> new Family(type, help, new ArrayList<>()))
        .samples
        .add(new Sample(labels, value));
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP %s %s\n# TYPE %s %s\n".formatted(name, help, name, type));
  }

  private static void line(StringBuilder text, String name, String labels, long value) {
    text.append(name);
    if (!labels.isEmpty()) {
      text.append('{').append(labels).append('}');
    }
    text.append(' ').append(value).append('\n');
  }
}
