package dev.fairlead.infra.cost;

import dev.fairlead.infra.stage.StageSize;

/**
 * What is assumed of a month's use; the rest of the estimate follows from the stage's settings.
 *
 * @param builds a month
 * @param buildMinutes of one build, with 2 vCPU and 4 GB
 * @param storedGigabytes all files of all sites, each once
 * @param servedGigabytes sent to visitors
 * @param millionRequests of visitors that the edges read a file from S3 for
 * @param logGigabytes what the programs print
 * @param databaseGigabytes rows and logs of builds
 */
public record Usage(
    int builds,
    int buildMinutes,
    int storedGigabytes,
    int servedGigabytes,
    double millionRequests,
    double logGigabytes,
    int databaseGigabytes) {

  /** Ten builds a day of a few small sites. */
  public static final Usage LIGHT = new Usage(300, 2, 10, 20, 0.5, 0.5, 2);

  /** A hundred and fifty builds a day, and a terabyte sent. */
  public static final Usage BUSY = new Usage(4500, 3, 300, 1000, 20, 10, 20);

  /** What fits a size. */
  public static Usage of(StageSize size) {
    return size.isPrivate() ? BUSY : LIGHT;
  }
}
