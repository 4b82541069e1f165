/** API keys: how servers of a business call the API without a person. */
@NullMarked
package io.marcado.identity.apikeys;

import org.jspecify.annotations.NullMarked;
