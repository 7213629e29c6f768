-- What later tables seal under the ring a rotation seals anew. `catalog.store.test.ts` of the module keys tells when a grant is missing.
GRANT UPDATE (sealed) ON tenant.sms_message TO tongzhou_app;
