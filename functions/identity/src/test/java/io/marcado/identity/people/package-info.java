@NullMarked
package io.marcado.identity.people;

import org.jspecify.annotations.NullMarked;
