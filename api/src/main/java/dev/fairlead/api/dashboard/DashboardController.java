package dev.fairlead.api.dashboard;

import dev.fairlead.api.ApiConfig;
import dev.fairlead.api.problem.ProblemException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Hidden;

/** Serves the dashboard. Its pages are public; what they show comes from {@code /v1}. */
@Hidden
@Controller
final class DashboardController {
  private final DashboardFiles files;
  private final String contentSecurityPolicy;

  DashboardController(DashboardFiles files, ApiConfig config) {
    this.files = files;
    this.contentSecurityPolicy =
        """
        default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; \
        img-src 'self' data:; font-src 'self'; connect-src 'self' %s; base-uri 'none'; \
        form-action 'self'; frame-ancestors 'none'; object-src 'none'\
        """
            .formatted(config.addresses().logsUrl());
  }

  @Get("/{+path:(?!v1/|build/|health).*}")
  HttpResponse<byte[]> file(HttpRequest<?> request) {
    String path = request.getPath();
    return files
        .find(path)
        .<HttpResponse<byte[]>>map(file -> answer(request, file))
        .orElseGet(() -> missing(path));
  }

  private HttpResponse<byte[]> answer(HttpRequest<?> request, DashboardFile file) {
    if (file.etag().equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))) {
      return HttpResponse.<byte[]>notModified().header(HttpHeaders.ETAG, file.etag());
    }
    return withHeaders(HttpResponse.ok(), file)
        .header(HttpHeaders.ETAG, file.etag())
        .header(
            HttpHeaders.CACHE_CONTROL,
            file.immutable() ? "public, max-age=31536000, immutable" : "no-cache");
  }

  private HttpResponse<byte[]> missing(String path) {
    if (files.find(path + "/").isPresent()) {
      return HttpResponse.<byte[]>status(HttpStatus.TEMPORARY_REDIRECT)
          .header(HttpHeaders.LOCATION, path + "/");
    }
    throw files
        .notFoundPage()
        .<RuntimeException>map(MissingPageException::new)
        .orElseGet(() -> ProblemException.notFound("page"));
  }

  /** As an error: any other answer with this status would get a problem document as its body. */
  @Error
  HttpResponse<byte[]> notFound(MissingPageException missing) {
    return withHeaders(HttpResponse.notFound(), missing.page())
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private MutableHttpResponse<byte[]> withHeaders(
      MutableHttpResponse<?> response, DashboardFile file) {
    return response
        .header(HttpHeaders.CONTENT_TYPE, file.contentType())
        .header("Content-Security-Policy", contentSecurityPolicy)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .body(file.bytes());
  }
}
