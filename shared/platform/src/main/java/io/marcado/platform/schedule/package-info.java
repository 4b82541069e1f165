/** Opening hours in JSON and in the table, for every capability that has some. */
@NullMarked
package io.marcado.platform.schedule;

import org.jspecify.annotations.NullMarked;
