package dev.fairlead.api.account;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a controller the scope that {@link Authentication} has found. */
@Singleton
final class TeamScopeBinder implements TypedRequestArgumentBinder<TeamScope> {
  @Override
  public Argument<TeamScope> argumentType() {
    return Argument.of(TeamScope.class);
  }

  @Override
  public BindingResult<TeamScope> bind(
      ArgumentConversionContext<TeamScope> context, HttpRequest<?> request) {
    Optional<TeamScope> scope =
        request.getAttribute(Authentication.SCOPE_ATTRIBUTE, TeamScope.class);
    return () -> scope;
  }
}
