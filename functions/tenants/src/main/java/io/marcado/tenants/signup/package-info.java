/** From a sign-up to a business with a stage of its own. */
@NullMarked
package io.marcado.tenants.signup;

import org.jspecify.annotations.NullMarked;
