package dev.fairlead.infra;

import dev.fairlead.infra.stage.Domain;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate;
import software.amazon.awscdk.services.certificatemanager.CfnCertificate.DomainValidationOptionProperty;
import software.constructs.Construct;

/** Certificates of a domain: the operator's, or one that ACM proves in the domain's hosted zone. */
final class Certificates {
  private Certificates() {}

  /** ARN of a certificate for a domain and another name below it. */
  static String of(Construct scope, Domain domain, String further) {
    return domain.certificate().orElseGet(() -> proven(scope, domain, further));
  }

  private static String proven(Construct scope, Domain domain, String further) {
    return CfnCertificate.Builder.create(scope, "Certificate")
        .domainName(domain.name())
        .subjectAlternativeNames(List.of(further))
        .validationMethod("DNS")
        .domainValidationOptions(
            Stream.of(domain.name(), further).map(name -> inZone(name, domain)).toList())
        .build()
        .getRef();
  }

  private static DomainValidationOptionProperty inZone(String name, Domain domain) {
    return DomainValidationOptionProperty.builder()
        .domainName(name)
        .hostedZoneId(domain.hostedZone().orElseThrow())
        .build();
  }
}
