package dev.fairlead.api.account;

import dev.fairlead.api.ApiConfig;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * The cookie that carries a session. Over https it has the {@code __Host-} prefix, which no
 * subdomain can set or shadow (RFC 6265bis §4.1.3.2).
 */
@Singleton
final class SessionCookie {
  private final boolean secure;

  SessionCookie(ApiConfig config) {
    this.secure = config.addresses().apiOrigin().startsWith("https:");
  }

  String name() {
    return secure ? "__Host-fairlead-session" : "fairlead-session";
  }

  Cookie of(String token, Duration validity) {
    return Cookie.of(name(), token)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(SameSite.Lax)
        .maxAge(validity);
  }

  Cookie removal() {
    return of("", Duration.ZERO);
  }
}
