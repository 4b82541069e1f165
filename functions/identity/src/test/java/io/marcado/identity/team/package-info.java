@NullMarked
package io.marcado.identity.team;

import org.jspecify.annotations.NullMarked;
