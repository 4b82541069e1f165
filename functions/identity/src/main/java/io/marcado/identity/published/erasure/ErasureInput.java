package io.marcado.identity.published.erasure;

import io.marcado.identity.accounts.stepup.StepUpAnswer;
import java.util.Optional;

/**
 * The answer to the step-up before an erasure; empty when the request brings none. Another
 * capability has the endpoint, so this type is published.
 */
public record ErasureInput(Optional<StepUpAnswer> stepUp) {}
