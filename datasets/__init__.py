"""The cited statistics: curated, published as numbered releases, proved. It knows no HTTP."""
