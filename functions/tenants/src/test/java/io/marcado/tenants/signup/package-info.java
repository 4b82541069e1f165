@NullMarked
package io.marcado.tenants.signup;

import org.jspecify.annotations.NullMarked;
