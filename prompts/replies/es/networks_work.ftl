# X y LinkedIn.

error-x-edit-plan = En { $platform } solo los suscriptores pueden editar una publicación. Bórrala y publícala de nuevo, o déjala como está.
error-x-edit-media = Desde aquí no se puede editar en { $platform } una publicación con foto o vídeo. Cámbiala allí a mano.
error-x-edit-over = { $platform } deja editar una publicación cinco veces en media hora, y ya ha pasado. Bórrala y publícala de nuevo, o déjala como está.
error-x-credits = La cuenta de desarrollador en { $platform } se ha quedado sin saldo, así que no se ha enviado nada. Quien lleva esta instalación tiene que recargarla en developer.x.com.
error-x-app = { $platform } no permite eso a nuestra aplicación. Quien lleva esta instalación tiene que revisar su proyecto y su plan en developer.x.com.
error-x-privacy = { $platform } muestra cada publicación a todo el mundo. Di que puede ser pública, o deja { $platform } fuera.
error-x-no-draft = { $platform } no admite borradores desde aquí. Dime que la publique, o déjala como borrador conmigo.
error-linkedin-scopes = Nuestra aplicación en { $platform } no puede pedir eso. Las páginas necesitan una aplicación que tenga solo el producto Community Management; tu perfil, una con «Share on LinkedIn» y «Sign In with LinkedIn». Quien lleva esta instalación tiene que preparar la adecuada.
error-linkedin-privacy = { $platform } no puede mostrar esta publicación a tan poca gente. Una página siempre publica para todos; tu perfil, para todos o para tus contactos. Dime cuál.
error-linkedin-no-draft = { $platform } no admite borradores desde aquí. Dime que la publique, o déjala como borrador conmigo.
error-linkedin-comment-long = En un comentario de { $platform } caben { NUMBER($limit) } caracteres. Acórtalo.
why-not-linkedin-role = Con tu función en esta página no puedes publicar. Pide a alguien de su administración que te haga administrador de contenido.
sign-in-field-linkedin-pages = Para publicar como página, escribe aquí su nombre; para tu propio perfil, déjalo vacío
