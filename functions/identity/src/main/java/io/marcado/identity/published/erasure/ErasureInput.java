package io.marcado.identity.published.erasure;

import io.marcado.identity.accounts.stepup.StepUpAnswer;
import java.util.Optional;

/** The answer to the step-up before an erasure; empty when the request brings none. */
public record ErasureInput(Optional<StepUpAnswer> stepUp) {}
