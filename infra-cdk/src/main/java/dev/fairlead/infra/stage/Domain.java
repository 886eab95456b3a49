package dev.fairlead.infra.stage;

import com.google.common.net.InternetDomainName;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A domain, with who answers for it.
 *
 * @param name in lower case, such as {@code deploy.example.com}
 * @param hostedZone id of the Route 53 zone in which its records are made; without one the operator
 *     makes them
 * @param certificate ARN of a certificate in ACM; without one a certificate is asked for and proven
 *     in the hosted zone
 */
public record Domain(String name, Optional<String> hostedZone, Optional<String> certificate) {
  private static final Pattern ZONE = Pattern.compile("[A-Z0-9]{1,32}");
  private static final Pattern CERTIFICATE =
      Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[a-z0-9-]+");

  public Domain {
    name = name.toLowerCase(Locale.ROOT);
    if (!InternetDomainName.isValid(name) || !InternetDomainName.from(name).isUnderPublicSuffix()) {
      throw new IllegalArgumentException(
          "domain: %s (expected: a domain that can be registered, or a name below one)"
              .formatted(name));
    }
    check("hosted zone", ZONE, hostedZone, "an id such as Z0123456789ABCDEFGHIJ");
    check("certificate", CERTIFICATE, certificate, "the ARN of a certificate in ACM");
    if (hostedZone.isEmpty() && certificate.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: neither hosted zone nor certificate (expected: the id of its Route 53 hosted zone, or the ARN of a certificate in ACM)"
              .formatted(name));
    }
  }

  /** The part that somebody registered, by the public suffix list: cookies do not cross it. */
  public String registrable() {
    return InternetDomainName.from(name).topPrivateDomain().toString();
  }

  private static void check(String what, Pattern pattern, Optional<String> value, String expected) {
    if (value.isPresent() && !pattern.matcher(value.get()).matches()) {
      throw new IllegalArgumentException(
          "%s: %s (expected: %s)".formatted(what, value.get(), expected));
    }
  }
}
