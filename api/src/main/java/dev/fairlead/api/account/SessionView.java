package dev.fairlead.api.account;

/** The account that is signed in. */
public record SessionView(String account) {}
