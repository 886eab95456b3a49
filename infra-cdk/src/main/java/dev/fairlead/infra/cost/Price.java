package dev.fairlead.infra.cost;

/**
 * Prices of us-east-1 in US dollars, without taxes and free tiers, as published in 2026. Each says
 * the page of AWS that has today's figure, and where and when this one was seen; "not seen again"
 * means that no dated copy could be read when this was written.
 */
public enum Price {
  FARGATE_X86_VCPU(0.04048, "vCPU-hour", Source.FARGATE),
  FARGATE_X86_MEMORY(0.004445, "GB-hour", Source.FARGATE),
  FARGATE_ARM_VCPU(0.03238, "vCPU-hour", Source.FARGATE_ARM),
  FARGATE_ARM_MEMORY(0.00356, "GB-hour", Source.FARGATE_ARM),
  LOAD_BALANCER(0.0225, "balancer-hour", Source.LOAD_BALANCING),
  LOAD_BALANCER_UNIT(0.008, "LCU-hour", Source.LOAD_BALANCING),
  NETWORK_BALANCER_UNIT(0.006, "NLCU-hour", Source.LOAD_BALANCING),
  PUBLIC_ADDRESS(0.005, "address-hour", "aws.amazon.com/vpc/pricing; not seen again"),
  NAT_GATEWAY(0.045, "gateway-hour", Source.NAT),
  NAT_TRAFFIC(0.045, "GB", Source.NAT),
  DATABASE_CAPACITY(0.12, "ACU-hour", Source.AURORA),
  DATABASE_STORAGE(0.10, "GB-month", "aws.amazon.com/rds/aurora/pricing; not seen again"),
  DATABASE_IO(0.20, "million requests", "aws.amazon.com/rds/aurora/pricing; not seen again"),
  CACHE_STORAGE(0.084, "GB-hour", Source.CACHE),
  CACHE_UNITS(0.0023, "million ECPU", Source.CACHE),
  FILES(0.023, "GB-month", "aws.amazon.com/s3/pricing; not seen again"),
  FILE_WRITES(0.005, "thousand PUT", "aws.amazon.com/s3/pricing; not seen again"),
  FILE_READS(0.0004, "thousand GET", "aws.amazon.com/s3/pricing; not seen again"),
  SECRET(0.40, "secret-month", "aws.amazon.com/secrets-manager/pricing; hivebook.wiki, undated"),
  KEY(1.00, "key-month", "aws.amazon.com/kms/pricing; factualminds.com, 2026"),
  LOGS(0.50, "GB", "aws.amazon.com/cloudwatch/pricing; not seen again"),
  ALARM(0.10, "alarm-month", "aws.amazon.com/cloudwatch/pricing; not seen again"),
  METRIC(0.30, "metric-month", "aws.amazon.com/cloudwatch/pricing; not seen again"),
  ZONE(0.50, "zone-month", "aws.amazon.com/route53/pricing; not seen again"),
  TRAFFIC(0.09, "GB", "aws.amazon.com/ec2/pricing/on-demand; projecthelena.com, 2026"),
  IMAGES(0.10, "GB-month", "aws.amazon.com/ecr/pricing; not seen again");

  /** What Spot costs of the ordinary price; AWS says up to 70 % less, and changes it. */
  public static final double SPOT = 0.3;

  private final double dollars;
  private final String unit;
  private final String source;

  Price(double dollars, String unit, String source) {
    this.dollars = dollars;
    this.unit = unit;
    this.source = source;
  }

  public double dollars() {
    return dollars;
  }

  public String unit() {
    return unit;
  }

  /** The page that has today's price, and where this one was seen, and when. */
  public String source() {
    return source;
  }

  private static final class Source {
    static final String FARGATE = "aws.amazon.com/fargate/pricing; wring.co, 2026-03-10";
    static final String FARGATE_ARM = "aws.amazon.com/fargate/pricing; vantage.sh, undated";
    static final String LOAD_BALANCING =
        "aws.amazon.com/elasticloadbalancing/pricing; not seen again";
    static final String NAT = "aws.amazon.com/vpc/pricing; basavytix.com, undated";
    static final String AURORA = "aws.amazon.com/rds/aurora/pricing; factualminds.com, 2026-06";
    static final String CACHE = "aws.amazon.com/elasticache/pricing; usage.ai, 2026-06";
  }
}
