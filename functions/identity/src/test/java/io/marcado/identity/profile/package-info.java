@NullMarked
package io.marcado.identity.profile;

import org.jspecify.annotations.NullMarked;
