"""Reads a file that `detente stable CASE --out FILE.bin` wrote. Needs nothing but Python."""

import json
import struct


class Results:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = file.read()  # or numpy.memmap, for files larger than memory
        if self.data[:8] != b"DETENTE1":
            raise ValueError(f"{path} is no file of results")
        (length,) = struct.unpack_from("<Q", self.data, 8)
        self.header = json.loads(self.data[16:16 + length])
        self.body = 16 + length

    def stable(self, concept, party=None):
        """The numbers of the states that are stable for a party; without a party, the equilibria."""
        for piece in self.header["sets"]:
            if (piece["concept"], piece["party"]) == (concept, party):
                begin = self.body + piece["offset"]
                bits = self.data[begin:begin + (self.header["rows"] + 7) // 8]
                return [8 * k + bit + 1 for k, byte in enumerate(bits) if byte for bit in range(8) if byte >> bit & 1]
        raise KeyError((concept, party))

    def values(self, number):
        """The values of a state; of a merged state those of its first member."""
        code = number - 1
        if self.header["codes"]:
            (code,) = struct.unpack_from("<Q", self.data, self.body + self.header["codes"]["offset"] + 8 * code)
        values = {}
        for variable in self.header["variables"]:
            code, digit = divmod(code, len(variable["values"]))
            values[variable["id"]] = variable["values"][digit]
        return values
