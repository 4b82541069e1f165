/** The plan of the house: which capabilities there are and which may use which. */
@NullMarked
package io.marcado.local.app.structure;

import org.jspecify.annotations.NullMarked;
