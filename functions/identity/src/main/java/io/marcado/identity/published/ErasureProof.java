package io.marcado.identity.published;

import io.marcado.platform.table.Write;
import java.util.List;

/**
 * A right answer to the step-up before an erasure.
 *
 * @param writes that use the answer up, for the transaction that begins the erasure
 */
public record ErasureProof(List<Write> writes) {}
