package org.zmq.loom.cli.compare;

import java.util.ArrayList;
import java.util.List;

/** How values lie along an axis. */
enum Scale {
    /** The same difference, the same distance; from 0. */
    LINEAR {
        @Override
        double place(double value) {
            return value;
        }

        @Override
        List<Double> ticks(double least, double most) {
            double rough = most / FEW;
            double ten = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = rough <= 2 * ten ? 2 * ten : rough <= 5 * ten ? 5 * ten : 10 * ten;
            List<Double> ticks = new ArrayList<>();
            for (int i = 0; i * step < most + step; i++) {
                ticks.add(i * step);
            }
            return ticks;
        }
    },
    /** The same factor, the same distance. */
    LOG {
        @Override
        double place(double value) {
            return Math.log10(value);
        }

        @Override
        List<Double> ticks(double least, double most) {
            List<Double> ticks = new ArrayList<>();
            int last = (int) Math.ceil(Math.log10(most));
            for (int power = (int) Math.floor(Math.log10(least)); power <= last; power++) {
                ticks.add(Math.pow(10, power));
            }
            return ticks;
        }
    };

    private static final int FEW = 6;

    /** Where a value is, in a unit of the scale's own. */
    abstract double place(double value);

    /** Round values that enclose these, where there are lines across. */
    abstract List<Double> ticks(double least, double most);
}
