package io.marcado.identity.published;

import io.marcado.identity.IdentityRefusal;

/** Why identity does not erase a person now. */
public record ErasureRefusal(IdentityRefusal why) {}
