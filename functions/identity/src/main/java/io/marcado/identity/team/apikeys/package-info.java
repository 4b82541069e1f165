/** API keys: how servers of a business call the API without a person. */
@NullMarked
package io.marcado.identity.team.apikeys;

import org.jspecify.annotations.NullMarked;
