"""The benchmark: what readers and curators wait for, measured beside what else would do the job."""
