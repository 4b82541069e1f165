package io.marcado.identity.published;

/** Why a person cannot be erased now. */
public sealed interface ErasureRefusal {

  /** The person is the last owner of a business who can sign in. */
  record LastOwner() implements ErasureRefusal {}
}
