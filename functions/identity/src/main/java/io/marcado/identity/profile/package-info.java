/** What people see and change of themselves. */
@NullMarked
package io.marcado.identity.profile;

import org.jspecify.annotations.NullMarked;
